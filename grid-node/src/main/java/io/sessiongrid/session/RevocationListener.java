package io.sessiongrid.session;

/** Told which copies of sessions are no longer to be trusted; on threads of the grid's, so it must be quick. */
public interface RevocationListener {
    /**
     * Another app server has used this session.
     *
     * @param writer who says so, as in {@link CommitId}
     */
    void revoked(String key, long writer);

    /** The listening began only now, or this server was cut off for a while, or a member was. */
    void mayHaveMissedSome();
}
