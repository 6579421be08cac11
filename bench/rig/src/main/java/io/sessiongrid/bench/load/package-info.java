/** One closed-loop client that checks every answer. */
@NullMarked
package io.sessiongrid.bench.load;

import org.jspecify.annotations.NullMarked;
