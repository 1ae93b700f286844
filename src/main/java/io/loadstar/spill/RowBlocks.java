package io.loadstar.spill;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Rows in compressed blocks of about {@value #BLOCK} bytes: some hundred rows cost one object, and
 * can be written to disk as they are.
 */
final class RowBlocks implements Serializable {
  private static final int BLOCK = 1 << 17;

  private final StructType schema;

  RowBlocks(StructType schema) {
    this.schema = schema;
  }

  /** Each block is the length of its bytes, then those bytes compressed: per row size and bytes. */
  Iterator<byte[]> packed(Iterator<InternalRow> rows) {
    return new Packer(rows);
  }

  /** One row object is reused: whoever keeps a row copies it. */
  Iterator<InternalRow> rows(Iterator<byte[]> blocks) {
    return new Unpacker(blocks, schema.size());
  }

  /** Gathers rows one by one. */
  Collector collector() {
    return new Collector();
  }

  /** Rows that come one by one, as blocks. */
  final class Collector {
    private final Block block = new Block();
    private final List<byte[]> blocks = new ArrayList<>();

    void add(InternalRow row) {
      if (block.isFull()) {
        blocks.add(block.packed());
      }
      block.add(row);
    }

    /** How many blocks are full. */
    int full() {
      return blocks.size();
    }

    List<byte[]> blocks() {
      if (block.used > 0) {
        blocks.add(block.packed());
      }
      return blocks;
    }
  }

  private final class Packer implements Iterator<byte[]> {
    private final Iterator<InternalRow> rows;
    private final Block block = new Block();

    Packer(Iterator<InternalRow> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public byte[] next() {
      while (!block.isFull() && rows.hasNext()) {
        block.add(rows.next());
      }
      return block.packed();
    }
  }

  /** The block that is being filled. */
  private final class Block {
    private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
    private @Nullable UnsafeProjection projection;
    private byte[] raw = new byte[0];
    private byte[] packed = new byte[0];
    private int used;

    boolean isFull() {
      return used >= BLOCK;
    }

    void add(InternalRow row) {
      if (row instanceof UnsafeRow unsafe) {
        append(unsafe);
        return;
      }
      if (projection == null) {
        projection = UnsafeProjection.create(schema);
      }
      append(projection.apply(row));
    }

    private void append(UnsafeRow row) {
      int size = row.getSizeInBytes();
      int after = used + Long.BYTES + size;
      if (after > raw.length) {
        raw = Arrays.copyOf(raw, Math.max(after, Math.min(2 * raw.length, BLOCK + (BLOCK >> 3))));
      }
      // Eight bytes for the size, so that rows stay aligned.
      Platform.putLong(raw, Platform.BYTE_ARRAY_OFFSET + (long) used, size);
      row.writeToMemory(raw, Platform.BYTE_ARRAY_OFFSET + used + (long) Long.BYTES);
      used = after;
    }

    /** Empties the block. */
    byte[] packed() {
      int longest = Integer.BYTES + compressor.maxCompressedLength(used);
      packed = packed.length < longest ? new byte[longest] : packed;
      ByteBuffer.wrap(packed).putInt(used);
      int length = compressor.compress(raw, 0, used, packed, Integer.BYTES);
      used = 0;
      return Arrays.copyOf(packed, Integer.BYTES + length);
    }
  }

  private static final class Unpacker implements Iterator<InternalRow> {
    private final LZ4SafeDecompressor decompressor =
        LZ4Factory.fastestInstance().safeDecompressor();
    private final Iterator<byte[]> blocks;
    private final UnsafeRow row;
    private byte[] raw = new byte[0];
    private int length;
    private int position;

    Unpacker(Iterator<byte[]> blocks, int fields) {
      this.blocks = blocks;
      this.row = new UnsafeRow(fields);
    }

    @Override
    public boolean hasNext() {
      return position < length || blocks.hasNext();
    }

    @Override
    public InternalRow next() {
      if (position == length) {
        byte[] block = blocks.next();
        length = ByteBuffer.wrap(block).getInt();
        raw = raw.length < length ? new byte[length] : raw;
        decompressor.decompress(block, Integer.BYTES, block.length - Integer.BYTES, raw, 0, length);
        position = 0;
      }
      long at = Platform.BYTE_ARRAY_OFFSET + (long) position;
      int size = (int) Platform.getLong(raw, at);
      row.pointTo(raw, at + Long.BYTES, size);
      position += Long.BYTES + size;
      return row;
    }
  }
}
