package io.sessiongrid.node;

/**
 * A Hazelcast configuration and where it was found.
 *
 * @param origin for people, for example "/etc/grid/hazelcast.xml"
 */
public record FoundConfig<C>(C config, String origin) {}
