/** For applications that use Micrometer: what is measured, in their registry. Nothing else loads Micrometer. */
@NullMarked
package io.sessiongrid.metrics;

import org.jspecify.annotations.NullMarked;
