package io.sessiongrid.web;

import io.sessiongrid.attribute.AttributeCodec;
import io.sessiongrid.attribute.AttributeCodecProvider;
import io.sessiongrid.attribute.AttributeFilter;
import io.sessiongrid.attribute.UnreadableAttributeException;
import io.sessiongrid.session.AttributeBytes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The built-in codec, which counts what it does and cannot read what a test says it cannot. */
final class CountingCodec implements AttributeCodec {
    final AtomicInteger encoded = new AtomicInteger();
    final AtomicInteger decoded = new AtomicInteger();

    private final AttributeCodec codec = AttributeCodecProvider.named("java").create(AttributeFilter.of(""));
    private final Set<AttributeBytes> unreadable = ConcurrentHashMap.newKeySet();

    /** As if this server lacked the class of this attribute. */
    void lackClassOf(AttributeBytes bytes) {
        unreadable.add(bytes);
    }

    @Override
    public AttributeBytes encode(String name, Object value) {
        encoded.incrementAndGet();
        return codec.encode(name, value);
    }

    @Override
    public Object decode(AttributeBytes bytes, ClassLoader loader) {
        decoded.incrementAndGet();
        if (unreadable.contains(bytes)) {
            throw new UnreadableAttributeException("its class is gone", "com.shop.Cart", null);
        }
        return codec.decode(bytes, loader);
    }

    @Override
    public boolean isImmutable(Object value) {
        return codec.isImmutable(value);
    }
}
