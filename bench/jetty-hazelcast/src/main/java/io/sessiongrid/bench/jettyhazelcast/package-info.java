/** Jetty 12.0 with its own Hazelcast store as a contender. */
@NullMarked
package io.sessiongrid.bench.jettyhazelcast;

import org.jspecify.annotations.NullMarked;
