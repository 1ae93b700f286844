/** Floor 3. Station: files to rows of raw text, each with its place in the file. */
package io.loadstar.read;
