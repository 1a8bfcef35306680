// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;

/** What is kept of a document: the fields that are asked for. Used by one thread. */
final class CocoDocument {
    static final String ID = "id";
    static final String IMAGE_ID = "image_id";
    static final String CATEGORY_ID = "category_id";
    static final String CAPTION = "caption";
    private static final String NAME = "name";

    private final CocoColumns columns;
    private final Map<String, Integer> ofImages;
    private final Map<String, Integer> ofAnnotations;
    private final Map<String, Integer> ofCategories;
    private final List<Object[]> images = new ArrayList<>();
    private final Map<Object, List<Object[]>> annotations = new HashMap<>();
    private final Map<Object, Object[]> categories = new HashMap<>();

    private CocoDocument(CocoColumns columns) {
        this.columns = columns;
        this.ofImages = places(columns.ofImages(), ID);
        this.ofAnnotations = places(columns.ofAnnotations(), ID, IMAGE_ID, CATEGORY_ID);
        this.ofCategories = places(Set.of(), ID, NAME, CocoColumns.SUPERCATEGORY);
    }

    private static Map<String, Integer> places(Set<String> names, String... more) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(List.of(more));
        Map<String, Integer> places = new HashMap<>();
        all.forEach(name -> places.put(name, places.size()));
        return Map.copyOf(places);
    }

    /**
     * Reads a document.
     *
     * @throws MediaException if it is none of COCO, or takes more memory than allowed
     */
    static CocoDocument read(InputStream file, CocoColumns columns, long maxBytes)
            throws IOException {
        CocoDocument document = new CocoDocument(columns);
        try (BoundedJson json = new BoundedJson(file, maxBytes)) {
            if (json.next() != JsonToken.START_OBJECT) {
                throw noCoco("it is no object of JSON");
            }
            boolean images = false;
            while (json.next() != JsonToken.END_OBJECT) {
                String name = json.name();
                JsonToken begin = json.next();
                boolean used = begin == JsonToken.START_ARRAY && document.takes(name);
                images |= used && name.equals("images");
                if (used) {
                    document.readList(name, json);
                } else {
                    json.skip();
                }
            }
            if (!images) {
                throw noCoco("it has no list 'images'");
            }
        }
        return document;
    }

    private static MediaException noCoco(String why) {
        return new MediaException(
                ErrorCode.CORRUPT,
                "%s; a document of COCO has the lists 'images' and 'annotations'".formatted(why));
    }

    private boolean takes(String list) {
        return switch (list) {
            case "images" -> true;
            case "annotations" -> !columns.ofAnnotations().isEmpty() || columns.haveCategories();
            case "categories" -> columns.haveCategories();
            default -> false;
        };
    }

    private void readList(String list, BoundedJson json) throws IOException {
        JsonToken token;
        while ((token = json.next()) != JsonToken.END_ARRAY) {
            if (token != JsonToken.START_OBJECT) {
                throw noCoco("its list '%s' has an element that is no object".formatted(list));
            }
            switch (list) {
                case "images" -> images.add(json.fields(ofImages));
                case "annotations" -> {
                    Object[] annotation = json.fields(ofAnnotations);
                    annotations
                            .computeIfAbsent(
                                    ofAnnotation(IMAGE_ID, annotation),
                                    ignored -> new ArrayList<>(2))
                            .add(annotation);
                }
                default -> {
                    Object[] category = json.fields(ofCategories);
                    categories.put(category[ofCategories.get(ID)], category);
                }
            }
        }
    }

    /** In their order. */
    List<Object[]> images() {
        return images;
    }

    Object ofImage(String field, Object[] image) {
        return image[ofImages.get(field)];
    }

    /** Those of an image in their order, by its id; what has no such id is under null. */
    Map<Object, List<Object[]>> annotations() {
        return annotations;
    }

    Object ofAnnotation(String field, Object[] annotation) {
        return annotation[ofAnnotations.get(field)];
    }

    /**
     * The name or the supercategory of a category.
     *
     * @throws JsonValue.MismatchException if there is no category with this id
     */
    Object ofCategory(String field, Object id) throws JsonValue.MismatchException {
        Object[] category = categories.get(id);
        if (category == null) {
            throw new JsonValue.MismatchException("there is no category " + id);
        }
        return category[ofCategories.get(field.equals(CocoColumns.CATEGORY) ? NAME : field)];
    }
}
