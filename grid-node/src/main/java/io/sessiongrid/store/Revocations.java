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
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What app servers tell each other: that a session was used elsewhere, if they trust their copies (setting
 * {@code sticky}), and that it lives shorter.
 *
 * <p>A topic: whoever is connected hears of it within milliseconds, nobody waits for it, and nobody is told twice.
 */
final class Revocations {
    private static final Logger log = System.getLogger(Revocations.class.getName());

    private static final String PREFIX = "revoked-";

    /** Between attempts to subscribe. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final HazelcastInstance hazelcast;
    private final String topicName;

    Revocations(HazelcastInstance hazelcast, String mapName) {
        this.hazelcast = hazelcast;
        this.topicName = topicOf(mapName);
    }

    static String topicOf(String mapName) {
        return PREFIX + mapName;
    }

    void send(String key, long writer) {
        publish(new Notice(key, writer, Notice.News.USED));
    }

    void sendShorter(String key, long writer) {
        publish(new Notice(key, writer, Notice.News.SHORTER));
    }

    /** All sessions may be other than they were, on servers of either half: copies are not to be trusted. */
    static void sendMerged(HazelcastInstance member) {
        member.getDistributedObjects().stream()
                .filter(each -> each instanceof ITopic && each.getName().startsWith(PREFIX))
                .map(topic -> topic.getName().substring(PREFIX.length()))
                .forEach(mapName -> new Revocations(member, mapName).publish(Notice.MERGED));
    }

    private void publish(Notice notice) {
        try {
            topic().publishAsync(notice.text());
        } catch (RuntimeException e) {
            log.log(Level.DEBUG, "Could not tell other servers of what was done to a session here", e);
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
        private final AtomicBoolean noise = new AtomicBoolean();

        /** Connections since the last of which there is no subscription yet. */
        private final AtomicInteger begins = new AtomicInteger();

        private final AtomicInteger cuts = new AtomicInteger();
        private volatile int subscribedSince = -1;
        private volatile boolean ended;

        Subscription(RevocationListener listener) {
            this.listener = listener;
            this.lifecycle = hazelcast.getLifecycleService().addLifecycleListener(this::changed);
            this.membership = hazelcast.getCluster().addMembershipListener(this);
        }

        /**
         * On a thread of its own: a subscription waits for members, and one of them may stand still. One thread,
         * however often the connection comes and goes meanwhile.
         */
        void beginSoon() {
            if (begins.getAndIncrement() > 0) {
                return;
            }
            Thread thread = new Thread(this::beginAll, "sessiongrid subscription");
            thread.setDaemon(true);
            thread.setContextClassLoader(Revocations.class.getClassLoader());
            thread.start();
        }

        private void beginAll() {
            int begun;
            do {
                begun = begins.get();
                begin();
            } while (!begins.compareAndSet(begun, 0));
        }

        private void begin() {
            boolean warned = false;
            while (!ended && hazelcast.getLifecycleService().isRunning()) {
                try {
                    int before = cuts.get();
                    replaceBy(topic().addMessageListener(this::heard));
                    subscribedSince = before;
                    tellOfGap();
                    return;
                } catch (HazelcastClientOfflineException e) {
                    log.log(Level.DEBUG, "Could not subscribe to " + topicName + " yet", e);
                } catch (RuntimeException e) {
                    log.log(
                            warned ? Level.DEBUG : Level.WARNING,
                            "Could not hear yet what other servers do with sessions; no copy is trusted meanwhile",
                            e);
                    warned = true;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }

        /** The subscription is with all members now; one from before a cut need not be again yet. */
        private void replaceBy(UUID subscribed) {
            UUID needless = exchange(subscribed);
            if (needless != null) {
                topic().removeMessageListener(needless);
            }
        }

        /** What was missed, was missed; from now on all is heard, unless the connection was lost meanwhile. */
        private void tellOfGap() {
            if (!ended && subscribedSince == cuts.get()) {
                listener.mayHaveMissedSome();
            }
            if (subscribedSince != cuts.get()) {
                listener.cutOff();
            }
        }

        private synchronized @Nullable UUID exchange(UUID subscribed) {
            if (ended) {
                return subscribed;
            }
            UUID before = topic;
            topic = subscribed;
            return before;
        }

        private void heard(Message<String> message) {
            if (ended) {
                return;
            }
            Notice notice = notice(message);
            if (notice == null) {
                log.log(
                        noise.getAndSet(true) ? Level.DEBUG : Level.WARNING,
                        "Ignored a message in topic " + topicName + " that is none of Sessiongrid's; further ones are"
                                + " ignored in silence");
                return;
            }
            switch (notice.news()) {
                case USED -> listener.revoked(notice.key(), notice.writer());
                case SHORTER -> listener.shortened(notice.key(), notice.writer());
                case MERGED -> tellOfGap();
            }
        }

        /** Null for what is none: anyone in the grid may publish anything. */
        private static @Nullable Notice notice(Message<?> message) {
            try {
                return message.getMessageObject() instanceof String text ? Notice.parse(text) : null;
            } catch (RuntimeException e) {
                log.log(Level.DEBUG, "Could not read a message", e);
                return null;
            }
        }

        private void changed(LifecycleEvent event) {
            switch (event.getState()) {
                case CLIENT_DISCONNECTED -> cutOff();
                case CLIENT_CONNECTED -> {
                    cutOff();
                    beginSoon();
                }
                case MERGED -> {
                    tellOfGap();
                    sendMerged(hazelcast);
                }
                default -> {}
            }
        }

        private void cutOff() {
            cuts.getAndIncrement();
            listener.cutOff();
        }

        @Override
        public void memberAdded(MembershipEvent event) {}

        @Override
        public void memberRemoved(MembershipEvent event) {
            tellOfGap();
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
