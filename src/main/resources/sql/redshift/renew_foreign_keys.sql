{# Foreign keys only inform here, and are never checked. #}
