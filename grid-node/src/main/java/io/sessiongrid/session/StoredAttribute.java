package io.sessiongrid.session;

/**
 * One attribute as the grid keeps it.
 *
 * @param version the version of the session that its last change made
 * @param stamp orders changes that two halves of a split grid made to it
 */
public record StoredAttribute(AttributeBytes bytes, long version, WriteStamp stamp) {}
