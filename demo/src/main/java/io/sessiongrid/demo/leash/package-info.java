/** What the demo puts into every process that it starts, and nothing else of the demo is there. */
@NullMarked
package io.sessiongrid.demo.leash;

import org.jspecify.annotations.NullMarked;
