{% include "common/add_history.sql" %}
