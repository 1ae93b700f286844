/** Views: rows that a select makes of accepted records. */
@NullMarked
package io.loadstar.validate.view;

import org.jspecify.annotations.NullMarked;
