/** Grids for one run: members are processes that end with this one. */
@NullMarked
package io.sessiongrid.bench.micro.grid;

import org.jspecify.annotations.NullMarked;
