/**
 * The session protocol on a Hazelcast map: one entry a session, one entry processor an operation.
 *
 * <p>The only package besides {@code node} that knows Hazelcast. Sees attribute bytes, never objects; members need none
 * of an application's classes (G17).
 *
 * <p>Rules that measurements taught, and that every change here must keep: stored values are immutable and replaced,
 * never altered; time to live is garbage collection only and max-idle is never used; no index, no Near Cache, nothing
 * {@code Offloadable}; every operation may be executed twice.
 */
@NullMarked
package io.sessiongrid.store;

import org.jspecify.annotations.NullMarked;
