package io.sessiongrid.store;

import com.hazelcast.client.HazelcastClientOfflineException;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.topic.ITopic;
import com.hazelcast.topic.Message;
import io.sessiongrid.session.RevocationListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * What app servers that trust their copies (setting {@code sticky}) tell each other: that a session was used elsewhere.
 *
 * <p>A topic: whoever is connected hears of it within milliseconds, nobody waits for it, and nobody is told twice.
 */
final class Revocations {
    private static final Logger log = System.getLogger(Revocations.class.getName());

    private final HazelcastInstance hazelcast;
    private final String topicName;

    Revocations(HazelcastInstance hazelcast, String mapName) {
        this.hazelcast = hazelcast;
        this.topicName = "revoked-" + mapName;
    }

    void send(String key, long writer) {
        try {
            topic().publishAsync(writer + " " + key);
        } catch (RuntimeException e) {
            log.log(Level.DEBUG, "Could not tell other servers of a session that was used here", e);
        }
    }

    Runnable listen(RevocationListener listener) {
        Subscription subscription = new Subscription(listener);
        subscription.begin();
        return subscription::end;
    }

    private ITopic<String> topic() {
        return hazelcast.getTopic(topicName);
    }

    /** A client that has no member yet subscribes when it has one; Hazelcast keeps the subscription from then on. */
    private final class Subscription implements MembershipListener {
        private final RevocationListener listener;
        private final UUID lifecycle;
        private final UUID membership;
        private @Nullable UUID topic;
        private boolean ended;

        Subscription(RevocationListener listener) {
            this.listener = listener;
            this.lifecycle = hazelcast.getLifecycleService().addLifecycleListener(this::changed);
            this.membership = hazelcast.getCluster().addMembershipListener(this);
        }

        synchronized void begin() {
            if (topic == null && !ended) {
                try {
                    topic = topic().addMessageListener(this::heard);
                } catch (HazelcastClientOfflineException e) {
                    log.log(Level.DEBUG, "Could not subscribe to " + topicName + " yet", e);
                }
            }
        }

        private void heard(Message<String> message) {
            String text = message.getMessageObject();
            int space = text.indexOf(' ');
            listener.revoked(text.substring(space + 1), Long.parseLong(text.substring(0, space)));
        }

        private void changed(LifecycleEvent event) {
            switch (event.getState()) {
                case CLIENT_CONNECTED -> {
                    // Not on the thread that tells of the connection: the subscription needs the connection.
                    ForkJoinPool.commonPool().execute(this::begin);
                    listener.mayHaveMissedSome();
                }
                case CLIENT_DISCONNECTED, MERGED -> listener.mayHaveMissedSome();
                default -> {}
            }
        }

        @Override
        public void memberAdded(MembershipEvent event) {}

        @Override
        public void memberRemoved(MembershipEvent event) {
            listener.mayHaveMissedSome();
        }

        synchronized void end() {
            ended = true;
            if (!hazelcast.getLifecycleService().isRunning()) {
                return;
            }
            hazelcast.getLifecycleService().removeLifecycleListener(lifecycle);
            hazelcast.getCluster().removeMembershipListener(membership);
            if (topic != null) {
                topic().removeMessageListener(topic);
            }
        }
    }
}
