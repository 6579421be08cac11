/**
 * Session semantics for containers, once: what an adapter translates to and from its container's types.
 *
 * <p>Knows no container and no Hazelcast; it is given a {@link io.sessiongrid.session.SessionStore}.
 */
@NullMarked
package io.sessiongrid.web;

import org.jspecify.annotations.NullMarked;
