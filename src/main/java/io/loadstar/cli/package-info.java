/** Floor 5. Arguments in, exit code out. */
package io.loadstar.cli;
