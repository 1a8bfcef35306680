// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import org.apache.flink.table.api.ApiExpression;

/**
 * All functions for the Table API; docs/functions.md says what they do. Arguments are expressions,
 * or values that Flink makes literals of. Made by GeneratedFilesTest; see there how.
 *
 * <pre>{@code
 * photos.select(imageResize($("img"), 224, 224))
 * }</pre>
 */
public final class MultimodalFunctions {
    private MultimodalFunctions() {}

    /** {@code TO_IMAGE}. */
    public static ApiExpression toImage(Object bytes) {
        return TableApiCall.of("TO_IMAGE", bytes);
    }

    /** {@code TRY_TO_IMAGE}. */
    public static ApiExpression tryToImage(Object bytes) {
        return TableApiCall.of("TRY_TO_IMAGE", bytes);
    }

    /** {@code TO_TENSOR}. */
    public static ApiExpression toTensor(Object bytes) {
        return TableApiCall.of("TO_TENSOR", bytes);
    }

    /** {@code TO_TENSOR}. */
    public static ApiExpression toTensor(Object bytes, Object dtype) {
        return TableApiCall.of("TO_TENSOR", bytes, dtype);
    }

    /** {@code TO_TENSOR}. */
    public static ApiExpression toTensor(Object bytes, Object dtype, Object shape) {
        return TableApiCall.of("TO_TENSOR", bytes, dtype, shape);
    }

    /** {@code TRY_TO_TENSOR}. */
    public static ApiExpression tryToTensor(Object bytes) {
        return TableApiCall.of("TRY_TO_TENSOR", bytes);
    }

    /** {@code TRY_TO_TENSOR}. */
    public static ApiExpression tryToTensor(Object bytes, Object dtype) {
        return TableApiCall.of("TRY_TO_TENSOR", bytes, dtype);
    }

    /** {@code TRY_TO_TENSOR}. */
    public static ApiExpression tryToTensor(Object bytes, Object dtype, Object shape) {
        return TableApiCall.of("TRY_TO_TENSOR", bytes, dtype, shape);
    }

    /** {@code TO_FILE}. */
    public static ApiExpression toFile(Object bytes) {
        return TableApiCall.of("TO_FILE", bytes);
    }

    /** {@code TRY_TO_FILE}. */
    public static ApiExpression tryToFile(Object bytes) {
        return TableApiCall.of("TRY_TO_FILE", bytes);
    }

    /** {@code IMAGE_FROM_URI}. */
    public static ApiExpression imageFromUri(Object uri) {
        return TableApiCall.of("IMAGE_FROM_URI", uri);
    }

    /** {@code TRY_IMAGE_FROM_URI}. */
    public static ApiExpression tryImageFromUri(Object uri) {
        return TableApiCall.of("TRY_IMAGE_FROM_URI", uri);
    }

    /** {@code TENSOR_FROM_URI}. */
    public static ApiExpression tensorFromUri(Object uri) {
        return TableApiCall.of("TENSOR_FROM_URI", uri);
    }

    /** {@code TRY_TENSOR_FROM_URI}. */
    public static ApiExpression tryTensorFromUri(Object uri) {
        return TableApiCall.of("TRY_TENSOR_FROM_URI", uri);
    }

    /** {@code FILE_FROM_URI}. */
    public static ApiExpression fileFromUri(Object uri) {
        return TableApiCall.of("FILE_FROM_URI", uri);
    }

    /** {@code TRY_FILE_FROM_URI}. */
    public static ApiExpression tryFileFromUri(Object uri) {
        return TableApiCall.of("TRY_FILE_FROM_URI", uri);
    }

    /** {@code CONTENT}. */
    public static ApiExpression content(Object x) {
        return TableApiCall.of("CONTENT", x);
    }

    /** {@code TRY_CONTENT}. */
    public static ApiExpression tryContent(Object x) {
        return TableApiCall.of("TRY_CONTENT", x);
    }

    /** {@code OBJECT_URI}. */
    public static ApiExpression objectUri(Object x) {
        return TableApiCall.of("OBJECT_URI", x);
    }

    /** {@code TRY_OBJECT_URI}. */
    public static ApiExpression tryObjectUri(Object x) {
        return TableApiCall.of("TRY_OBJECT_URI", x);
    }

    /** {@code CHECKSUM}. */
    public static ApiExpression checksum(Object x) {
        return TableApiCall.of("CHECKSUM", x);
    }

    /** {@code TRY_CHECKSUM}. */
    public static ApiExpression tryChecksum(Object x) {
        return TableApiCall.of("TRY_CHECKSUM", x);
    }

    /** {@code METADATA}. */
    public static ApiExpression metadata(Object x) {
        return TableApiCall.of("METADATA", x);
    }

    /** {@code TRY_METADATA}. */
    public static ApiExpression tryMetadata(Object x) {
        return TableApiCall.of("TRY_METADATA", x);
    }

    /** {@code PRESIGNED_URL}. */
    public static ApiExpression presignedUrl(Object x, Object seconds) {
        return TableApiCall.of("PRESIGNED_URL", x, seconds);
    }

    /** {@code TRY_PRESIGNED_URL}. */
    public static ApiExpression tryPresignedUrl(Object x, Object seconds) {
        return TableApiCall.of("TRY_PRESIGNED_URL", x, seconds);
    }

    /** {@code MATERIALIZE}. */
    public static ApiExpression materialize(Object x) {
        return TableApiCall.of("MATERIALIZE", x);
    }

    /** {@code TRY_MATERIALIZE}. */
    public static ApiExpression tryMaterialize(Object x) {
        return TableApiCall.of("TRY_MATERIALIZE", x);
    }

    /** {@code MEDIA_ERROR}. */
    public static ApiExpression mediaError(Object x) {
        return TableApiCall.of("MEDIA_ERROR", x);
    }

    /** {@code TRY_MEDIA_ERROR}. */
    public static ApiExpression tryMediaError(Object x) {
        return TableApiCall.of("TRY_MEDIA_ERROR", x);
    }

    /** {@code IMAGE_CROP}. */
    public static ApiExpression imageCrop(
            Object img, Object x, Object y, Object width, Object height) {
        return TableApiCall.of("IMAGE_CROP", img, x, y, width, height);
    }

    /** {@code IMAGE_CROP}. */
    public static ApiExpression imageCrop(
            Object img, Object x, Object y, Object width, Object height, Object angle) {
        return TableApiCall.of("IMAGE_CROP", img, x, y, width, height, angle);
    }

    /** {@code TRY_IMAGE_CROP}. */
    public static ApiExpression tryImageCrop(
            Object img, Object x, Object y, Object width, Object height) {
        return TableApiCall.of("TRY_IMAGE_CROP", img, x, y, width, height);
    }

    /** {@code TRY_IMAGE_CROP}. */
    public static ApiExpression tryImageCrop(
            Object img, Object x, Object y, Object width, Object height, Object angle) {
        return TableApiCall.of("TRY_IMAGE_CROP", img, x, y, width, height, angle);
    }

    /** {@code IMAGE_RESIZE}. */
    public static ApiExpression imageResize(Object img, Object width, Object height) {
        return TableApiCall.of("IMAGE_RESIZE", img, width, height);
    }

    /** {@code TRY_IMAGE_RESIZE}. */
    public static ApiExpression tryImageResize(Object img, Object width, Object height) {
        return TableApiCall.of("TRY_IMAGE_RESIZE", img, width, height);
    }

    /** {@code IMAGE_ROTATE}. */
    public static ApiExpression imageRotate(Object img, Object degrees) {
        return TableApiCall.of("IMAGE_ROTATE", img, degrees);
    }

    /** {@code TRY_IMAGE_ROTATE}. */
    public static ApiExpression tryImageRotate(Object img, Object degrees) {
        return TableApiCall.of("TRY_IMAGE_ROTATE", img, degrees);
    }
}
