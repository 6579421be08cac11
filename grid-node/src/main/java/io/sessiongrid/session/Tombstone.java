package io.sessiongrid.session;

/**
 * The trace of a removed attribute, so that copies of the session learn of the removal.
 *
 * @param version the version of the session that the removal made
 */
public record Tombstone(long version, WriteStamp stamp) {}
