package io.sessiongrid.node;

/**
 * What a setting is set to.
 *
 * @param origin who set it, for example "environment SESSIONGRID_TIMEOUT"
 */
record SettingValue(String text, Object value, String origin) {
    static final String DEFAULT = "default";

    boolean isDefault() {
        return origin.equals(DEFAULT);
    }
}
