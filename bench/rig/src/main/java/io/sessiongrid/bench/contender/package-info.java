/** What is compared: containers with one way or another of keeping sessions. */
@NullMarked
package io.sessiongrid.bench.contender;

import org.jspecify.annotations.NullMarked;
