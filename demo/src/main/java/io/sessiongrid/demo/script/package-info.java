/**
 * The unattended run: shoppers who know what must be in their baskets, while processes are killed.
 *
 * <p>{@link io.sessiongrid.demo.script.Ledger} decides what is a loss; everything else makes traffic and prints.
 */
@NullMarked
package io.sessiongrid.demo.script;

import org.jspecify.annotations.NullMarked;
