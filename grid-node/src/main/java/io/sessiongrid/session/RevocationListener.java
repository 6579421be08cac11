package io.sessiongrid.session;

/**
 * Told what other app servers do with sessions that may be in use here, or copied; on threads of the grid's, so it must
 * be quick.
 */
public interface RevocationListener {
    /**
     * Another app server has used this session.
     *
     * @param writer who says so, as in {@link CommitId}
     */
    void revoked(String key, long writer);

    /**
     * Another app server has made the time shorter for which this session lives unused. Whoever has it in use must keep
     * it alive more often from now on.
     *
     * @param writer who says so, as in {@link CommitId}
     */
    void shortened(String key, long writer);

    /** Nothing can be heard any more, until {@link #mayHaveMissedSome}: no copy is to be trusted. */
    void cutOff();

    /** From now on all is heard; what was said before may not have been. */
    void mayHaveMissedSome();
}
