/** What files hold, in figures. */
@NullMarked
package io.loadstar.model.profile;

import org.jspecify.annotations.NullMarked;
