package io.sessiongrid.store;

import com.hazelcast.client.HazelcastClientOfflineException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.topic.ITopic;
import com.hazelcast.topic.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.function.ObjLongConsumer;
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

    Runnable listen(ObjLongConsumer<String> listener) {
        Subscription subscription = new Subscription(listener);
        subscription.begin();
        return subscription::end;
    }

    private ITopic<String> topic() {
        return hazelcast.getTopic(topicName);
    }

    /** A client that has no member yet subscribes when it has one; Hazelcast keeps the subscription from then on. */
    private final class Subscription {
        private final ObjLongConsumer<String> listener;
        private @Nullable UUID registration;
        private @Nullable UUID waiting;

        Subscription(ObjLongConsumer<String> listener) {
            this.listener = listener;
        }

        synchronized void begin() {
            if (registration != null) {
                return;
            }
            try {
                registration = topic().addMessageListener(this::heard);
                stopWaiting();
            } catch (HazelcastClientOfflineException e) {
                if (waiting == null) {
                    waiting = hazelcast.getLifecycleService().addLifecycleListener(this::connected);
                }
            }
        }

        private void connected(LifecycleEvent event) {
            if (event.getState() == LifecycleState.CLIENT_CONNECTED) {
                // Not on the thread that tells of the connection: the subscription needs the connection.
                ForkJoinPool.commonPool().execute(this::begin);
            }
        }

        private void heard(Message<String> message) {
            String text = message.getMessageObject();
            int space = text.indexOf(' ');
            listener.accept(text.substring(space + 1), Long.parseLong(text.substring(0, space)));
        }

        synchronized void end() {
            stopWaiting();
            if (registration != null && hazelcast.getLifecycleService().isRunning()) {
                topic().removeMessageListener(registration);
            }
        }

        private void stopWaiting() {
            if (waiting != null) {
                hazelcast.getLifecycleService().removeLifecycleListener(waiting);
                waiting = null;
            }
        }
    }
}
