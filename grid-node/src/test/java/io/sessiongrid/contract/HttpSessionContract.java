package io.sessiongrid.contract;

/**
 * What any container's adapter must do, with any balancer in front of it. Each test uses sessions of its own on two
 * servers that the whole class shares; a subclass says how a server is started.
 */
public abstract class HttpSessionContract extends StagedContract
        implements ReadYourWrites,
                ResponsesWithoutBody,
                ChangesWhileStreaming,
                NothingAfterTheResponse,
                OverlappingRequests,
                EndedMeansEnded,
                IdRotation,
                StaleCopies,
                ChangesInPlace,
                BadAttributes,
                AttributeRules,
                TravellingValues,
                IdRules,
                ClientRules,
                ApiRules,
                LifetimeRules,
                LastAccessRules,
                ExpiryRules,
                EndInSight,
                ActivationRules,
                ListenerRules,
                ListenerOrder,
                BindingRules,
                KeptSessions,
                ContextsOfOneServer,
                OverHttp2,
                CostFollowsTheChange,
                GridStandsStill {
    protected HttpSessionContract(GridMode mode, boolean sticky) {
        super(mode, sticky);
    }
}
