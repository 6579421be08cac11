package io.sessiongrid.contract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the calls to maps that a Hazelcast client sends, by the frames of its protocol: length (4 bytes), flags (2),
 * and in a message's first frame the type (4), all little-endian. Heartbeats and the like are no calls to maps.
 */
final class MapCalls {
    /** What a client sends before its first frame: {@code CP2}. */
    private static final int PREAMBLE = 3;

    private static final int FRAME_HEADER = 6;
    private static final int WITH_TYPE = 10;

    /** Begin and end of a fragment in one frame: the first frame of a message that is not in pieces. */
    private static final int WHOLE_MESSAGE = 0xC000;

    /** The service in a message's type; 1 is that of maps. */
    private static final int SERVICE_SHIFT = 16;

    private final AtomicLong count = new AtomicLong();

    long count() {
        return count.get();
    }

    Relay.Listener newConnection() {
        return new Connection();
    }

    private final class Connection implements Relay.Listener {
        private final ByteBuffer header = ByteBuffer.allocate(WITH_TYPE).order(ByteOrder.LITTLE_ENDIAN);
        private int skip = PREAMBLE;

        @Override
        public void passed(byte[] buffer, int size) {
            int at = 0;
            while (at < size) {
                if (skip > 0) {
                    int skipped = Math.min(skip, size - at);
                    skip -= skipped;
                    at += skipped;
                } else {
                    header.put(buffer[at++]);
                    look();
                }
            }
        }

        private void look() {
            if (header.position() < FRAME_HEADER) {
                return;
            }
            boolean begins = (header.getShort(4) & WHOLE_MESSAGE) == WHOLE_MESSAGE;
            if (begins && header.position() < WITH_TYPE) {
                return;
            }
            if (begins && header.getInt(FRAME_HEADER) >> SERVICE_SHIFT == 1) {
                count.incrementAndGet();
            }
            skip = header.getInt(0) - header.position();
            header.clear();
        }
    }
}
