/**
 * Floor 2. What stations hand to one another on a batch's way: records, their status, their source.
 */
@NullMarked
package io.loadstar.batch;

import org.jspecify.annotations.NullMarked;
