/** Floor 1. The tables that a spec means, as the warehouse has them. */
package io.loadstar.model.star;
