/** Figures of all records, in one pass and in memory that does not grow with them. */
@NullMarked
package io.loadstar.profile.statistics;

import org.jspecify.annotations.NullMarked;
