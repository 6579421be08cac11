/** Processes that end with this one. */
@NullMarked
package io.sessiongrid.bench.process;

import org.jspecify.annotations.NullMarked;
