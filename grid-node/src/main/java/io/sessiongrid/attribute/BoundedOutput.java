package io.sessiongrid.attribute;

import java.io.ByteArrayOutputStream;

/** Bytes in memory, up to {@link AttributeFilter#MAX_BYTES}. */
final class BoundedOutput extends ByteArrayOutputStream {
    @Override
    public synchronized void write(int b) {
        reserve(1);
        super.write(b);
    }

    @Override
    public synchronized void write(byte[] b, int off, int len) {
        reserve(len);
        super.write(b, off, len);
    }

    private void reserve(int bytes) {
        if (bytes > AttributeFilter.MAX_BYTES - count) {
            throw new LimitExceededException("larger than " + AttributeFilter.MAX_BYTES + " bytes");
        }
    }
}
