package io.sessiongrid.session;

/** Told which copies of sessions are no longer to be trusted; on threads of the grid's, so it must be quick. */
public interface RevocationListener {
    /**
     * Another app server has used this session.
     *
     * @param writer who says so, as in {@link CommitId}
     */
    void revoked(String key, long writer);

    /** Nothing can be heard any more, until {@link #mayHaveMissedSome}: no copy is to be trusted. */
    void cutOff();

    /** From now on all is heard; what was said before may not have been. */
    void mayHaveMissedSome();
}
