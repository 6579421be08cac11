package io.sessiongrid.session;

/**
 * Names one commit, so that the grid applies it once however often it arrives (G18).
 *
 * @param writer one run of one application on one app server
 * @param sequence grows with every commit of that writer to the session
 */
public record CommitId(long writer, long sequence) {}
