/** Floor 0. Every user-facing message, each with its exit code. */
package io.loadstar.error;
