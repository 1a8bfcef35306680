/**
 * Media that are in memory: {@link io.multimodal.media.content.Encoded}, what an encoder gives, and
 * {@link io.multimodal.media.content.ArrayHandle}, bytes as an object that readers take:
 *
 * <pre>{@code
 * ImageHeader header = new ImageProbe().probe(new ArrayHandle(bytes));
 * }</pre>
 */
package io.multimodal.media.content;
