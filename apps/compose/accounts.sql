-- Makes the accounts and databases, once and again: a second run sets the passwords to what the files say now.
-- psql -v secrets=FOLDER -f accounts.sql
\set ON_ERROR_STOP on
\set owner_password `cat :secrets/owner_password`
\set api_password `cat :secrets/api_password`
\set worker_password `cat :secrets/worker_password`
\set temporal_password `cat :secrets/temporal_password`

SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY['kiemdiem_owner', 'kiemdiem_api', 'kiemdiem_worker', 'temporal']) AS wanted(name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

SET log_statement = 'none';
ALTER ROLE kiemdiem_owner PASSWORD :'owner_password';
ALTER ROLE kiemdiem_api PASSWORD :'api_password';
ALTER ROLE kiemdiem_worker PASSWORD :'worker_password';
ALTER ROLE temporal PASSWORD :'temporal_password';

SELECT format('CREATE DATABASE %I OWNER %I ENCODING ''UTF8'' TEMPLATE template0', name, owner)
FROM (VALUES ('kiemdiem', 'kiemdiem_owner'), ('temporal', 'temporal'), ('temporal_visibility', 'temporal')) AS wanted(name, owner)
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = name) \gexec

REVOKE ALL ON DATABASE kiemdiem, temporal, temporal_visibility FROM PUBLIC;
GRANT CONNECT ON DATABASE kiemdiem TO kiemdiem_api, kiemdiem_worker;
