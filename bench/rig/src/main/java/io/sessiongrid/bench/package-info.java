/** Sessiongrid against its rivals. */
@NullMarked
package io.sessiongrid.bench;

import org.jspecify.annotations.NullMarked;
