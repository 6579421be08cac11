/** Jetty 12.1 as a contender. */
@NullMarked
package io.sessiongrid.bench.jetty;

import org.jspecify.annotations.NullMarked;
