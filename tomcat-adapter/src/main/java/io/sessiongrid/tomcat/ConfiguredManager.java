package io.sessiongrid.tomcat;

import io.sessiongrid.node.GridSettings;
import io.sessiongrid.node.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.catalina.session.ManagerBase;

/**
 * A manager with the settings of Sessiongrid as attributes, each a text as in {@code docs/settings.md}. What they mean,
 * and whether they are right, {@link Setting} knows alone.
 */
abstract class ConfiguredManager extends ManagerBase {
    private final Map<String, String> given = new LinkedHashMap<>();

    /** System properties and environment variables are looked at too, and win. */
    final GridSettings resolveSettings() {
        return GridSettings.resolve(given, System.getProperties(), System.getenv());
    }

    /**
     * Tomcat calls this with attributes for which there is no setter; it would only warn. They stop the start.
     *
     * @return true always
     */
    public boolean setProperty(String name, String value) {
        given.put(name, value);
        return true;
    }

    public void setMode(String mode) {
        given.put("mode", mode);
    }

    public void setConfigLocation(String configLocation) {
        given.put("configLocation", configLocation);
    }

    public void setInstanceName(String instanceName) {
        given.put("instanceName", instanceName);
    }

    public void setApplication(String application) {
        given.put("application", application);
    }

    public void setMapName(String mapName) {
        given.put("mapName", mapName);
    }

    public void setSticky(String sticky) {
        given.put("sticky", sticky);
    }

    public void setTimeout(String timeout) {
        given.put("timeout", timeout);
    }

    public void setWhenUnavailable(String whenUnavailable) {
        given.put("whenUnavailable", whenUnavailable);
    }

    public void setMaxLocalSessions(String maxLocalSessions) {
        given.put("maxLocalSessions", maxLocalSessions);
    }

    public void setTouchInterval(String touchInterval) {
        given.put("touchInterval", touchInterval);
    }

    public void setDetectChanges(String detectChanges) {
        given.put("detectChanges", detectChanges);
    }

    public void setCodec(String codec) {
        given.put("codec", codec);
    }

    public void setAllowedClasses(String allowedClasses) {
        given.put("allowedClasses", allowedClasses);
    }

    public void setUnreadableAttribute(String unreadableAttribute) {
        given.put("unreadableAttribute", unreadableAttribute);
    }

    public void setRequestUriIgnorePattern(String requestUriIgnorePattern) {
        given.put("requestUriIgnorePattern", requestUriIgnorePattern);
    }

    public void setMaxLiveSessions(String maxLiveSessions) {
        given.put("maxLiveSessions", maxLiveSessions);
    }

    public void setLiveSessionIdle(String liveSessionIdle) {
        given.put("liveSessionIdle", liveSessionIdle);
    }

    public void setSweepInterval(String sweepInterval) {
        given.put("sweepInterval", sweepInterval);
    }

    public void setMaxLifetime(String maxLifetime) {
        given.put("maxLifetime", maxLifetime);
    }

    public void setHeapLimit(String heapLimit) {
        given.put("heapLimit", heapLimit);
    }

    public void setMinimumMembers(String minimumMembers) {
        given.put("minimumMembers", minimumMembers);
    }

    public void setPrincipalAttribute(String principalAttribute) {
        given.put("principalAttribute", principalAttribute);
    }

    public void setClientOnly(String clientOnly) {
        given.put("clientOnly", clientOnly);
    }

    public void setHazelcastInstanceName(String hazelcastInstanceName) {
        given.put("hazelcastInstanceName", hazelcastInstanceName);
    }

    public void setDeferredWrite(String deferredWrite) {
        given.put("deferredWrite", deferredWrite);
    }
}
