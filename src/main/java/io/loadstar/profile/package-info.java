/** Floor 3. What columns hold and how files belong together, told from samples of them. */
@org.jspecify.annotations.NullMarked
package io.loadstar.profile;
