package io.sessiongrid.store;

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
        subscription.beginSoon();
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
        private volatile boolean ended;

        Subscription(RevocationListener listener) {
            this.listener = listener;
            this.lifecycle = hazelcast.getLifecycleService().addLifecycleListener(this::changed);
            this.membership = hazelcast.getCluster().addMembershipListener(this);
        }

        /** On a thread of its own: a subscription waits for members, and one of them may stand still. */
        void beginSoon() {
            Thread thread = new Thread(this::begin, "sessiongrid subscription");
            thread.setDaemon(true);
            thread.setContextClassLoader(Revocations.class.getClassLoader());
            thread.start();
        }

        private void begin() {
            try {
                UUID subscribed = topic().addMessageListener(this::heard);
                if (isFirst(subscribed)) {
                    listener.mayHaveMissedSome();
                } else {
                    topic().removeMessageListener(subscribed);
                }
            } catch (RuntimeException e) {
                log.log(Level.DEBUG, "Could not subscribe to " + topicName + " yet", e);
            }
        }

        private synchronized boolean isFirst(UUID subscribed) {
            if (ended || topic != null) {
                return false;
            }
            topic = subscribed;
            return true;
        }

        private void heard(Message<String> message) {
            if (ended) {
                return;
            }
            String text = message.getMessageObject();
            int space = text.indexOf(' ');
            listener.revoked(text.substring(space + 1), Long.parseLong(text.substring(0, space)));
        }

        private void changed(LifecycleEvent event) {
            switch (event.getState()) {
                case CLIENT_CONNECTED -> {
                    beginSoon();
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

        void end() {
            UUID subscribed = stop();
            if (!hazelcast.getLifecycleService().isRunning()) {
                return;
            }
            hazelcast.getLifecycleService().removeLifecycleListener(lifecycle);
            hazelcast.getCluster().removeMembershipListener(membership);
            if (subscribed != null) {
                topic().removeMessageListener(subscribed);
            }
        }

        private synchronized @Nullable UUID stop() {
            ended = true;
            return topic;
        }
    }
}
