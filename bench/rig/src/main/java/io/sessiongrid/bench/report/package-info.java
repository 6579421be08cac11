/** What was measured, for people. */
@NullMarked
package io.sessiongrid.bench.report;

import org.jspecify.annotations.NullMarked;
