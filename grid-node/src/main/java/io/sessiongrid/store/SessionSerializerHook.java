package io.sessiongrid.store;

import com.hazelcast.internal.serialization.DataSerializerHook;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.HazelcastSerializationException;

/** Tells Hazelcast of our serializable classes; found as a service, so that a stock member needs no configuration. */
public final class SessionSerializerHook implements DataSerializerHook {
    static final int FACTORY_ID = 5303;

    // The numbers are the wire format: never reused, never changed.
    static final int STORED_SESSION = 1;
    static final int CREATE = 2;
    static final int OPEN = 3;
    static final int COMMIT = 4;
    static final int TOUCH = 5;
    static final int CHANGE_SECRET = 6;
    static final int END = 7;
    static final int APPLY_PATCH = 8;
    static final int PUT = 9;
    static final int OPENED = 10;
    static final int COMMITTED = 11;
    static final int INSPECT = 12;
    static final int RESTORE = 13;
    static final int CLAIM = 14;
    static final int REMOVE_CLAIMED = 15;
    static final int FIND_EXPIRED = 16;
    static final int TAKE_TURN = 17;
    static final int SWEEP_HAND = 18;
    static final int REPORT_MEMBER = 19;
    static final int MEMBER_REPORT = 20;
    static final int LIST_SESSIONS = 21;
    static final int SESSION_PAGE = 22;
    static final int EXPIRE = 23;
    static final int INSPECT_MEMBER = 24;
    static final int MEMBER_INSPECTION = 25;

    static final int DROP = 26;
    static final int PUT_HAND = 27;

    static final int MERGE_POLICY = 28;

    static final int FORGIVE = 29;
    static final int FIND_OUTAGES = 30;
    static final int OUTAGES = 31;

    static final int RESTORE_COPY = 32;

    private static final int LAST = RESTORE_COPY;

    @Override
    public int getFactoryId() {
        return FACTORY_ID;
    }

    @Override
    public DataSerializableFactory createFactory() {
        return typeId -> switch (typeId) {
            case STORED_SESSION -> new StoredSession();
            case CREATE -> new CreateSession();
            case OPEN -> new OpenSession();
            case COMMIT -> new CommitDelta();
            case TOUCH -> new TouchSession();
            case CHANGE_SECRET -> new ChangeSecret();
            case END -> new EndSession();
            case APPLY_PATCH -> new ApplyPatch<Object>();
            case PUT -> new PutSession<Object>();
            case OPENED -> new OpenedReply();
            case COMMITTED -> new CommittedReply();
            case INSPECT -> new InspectMap();
            case RESTORE -> new RestoreSession();
            case CLAIM -> new ClaimExpired();
            case REMOVE_CLAIMED -> new RemoveClaimed();
            case FIND_EXPIRED -> new FindExpired();
            case TAKE_TURN -> new TakeTurn();
            case SWEEP_HAND -> new SweepHand();
            case REPORT_MEMBER -> new ReportMember();
            case MEMBER_REPORT -> new MemberReportReply();
            case LIST_SESSIONS -> new ListSessions();
            case SESSION_PAGE -> new SessionPage();
            case EXPIRE -> new ExpireSession();
            case INSPECT_MEMBER -> new InspectMember();
            case MEMBER_INSPECTION -> new MemberInspectionReply();
            case DROP -> new DropSession<Object>();
            case PUT_HAND -> new PutHand();
            case MERGE_POLICY -> new SessionMergePolicy();
            case FORGIVE -> new ForgiveOutages();
            case FIND_OUTAGES -> new FindOutages();
            case OUTAGES -> new OutagesReply();
            case RESTORE_COPY -> new RestoreCopy();
            default ->
                throw new HazelcastSerializationException("Sessiongrid class number is " + typeId
                        + "; this node knows 1 to " + LAST + ": run neighbouring releases of Sessiongrid on all nodes");
        };
    }
}
