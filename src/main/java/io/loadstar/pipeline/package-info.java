/** Floor 4. Knows the order of the stations. */
package io.loadstar.pipeline;
