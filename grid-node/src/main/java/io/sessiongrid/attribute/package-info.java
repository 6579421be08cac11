/**
 * Attribute values to bytes and back: what may be stored, what may be read, and how much of either.
 *
 * <p>Uses the JDK and {@code io.sessiongrid.session}. Knows no Hazelcast and no container.
 */
@NullMarked
package io.sessiongrid.attribute;

import org.jspecify.annotations.NullMarked;
