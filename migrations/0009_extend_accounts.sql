-- One account for all surfaces: e-mail, mobile and user name lead to it. Its role says what it may do in the copilot and
-- in investigations; what it may do in the marketplace comes from its profiles.
ALTER TABLE users
    ADD COLUMN username varchar(50),
    ADD COLUMN mobile varchar(16),
    ADD COLUMN email_verified_at timestamptz,
    ADD COLUMN mobile_verified_at timestamptz,
    ADD COLUMN avatar_key varchar(1000),
    ADD CONSTRAINT users_mobile_form CHECK (mobile ~ '^\+[0-9]{8,15}$') NOT VALID;

ALTER TABLE users VALIDATE CONSTRAINT users_mobile_form;

CREATE UNIQUE INDEX users_username_key ON users (lower(username));
CREATE UNIQUE INDEX users_mobile_key ON users (mobile);

ALTER TABLE users DROP CONSTRAINT users_role_known;
ALTER TABLE users ADD CONSTRAINT users_role_known
    CHECK (role IN ('admin', 'analyst', 'compliance', 'auditor', 'user', 'guest')) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT users_role_known;

CREATE TABLE customer_profiles (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    first_name varchar(100),
    last_name varchar(100),
    wallet_balance numeric(12, 2) NOT NULL DEFAULT 0,
    referral_code varchar(20) NOT NULL,
    referred_by bigint REFERENCES customer_profiles ON DELETE SET NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT customer_profiles_wallet_not_overdrawn CHECK (wallet_balance >= 0)
);

CREATE UNIQUE INDEX customer_profiles_user_id_key ON customer_profiles (user_id);
CREATE UNIQUE INDEX customer_profiles_referral_code_key ON customer_profiles (referral_code);
CREATE INDEX customer_profiles_referred_by_idx ON customer_profiles (referred_by);

CREATE TABLE staff_roles (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name varchar(50) NOT NULL,
    display_name varchar(100) NOT NULL,
    description varchar(500) NOT NULL,
    level integer NOT NULL,
    is_active boolean NOT NULL DEFAULT true,
    CONSTRAINT staff_roles_level_range CHECK (level BETWEEN 1 AND 100)
);

CREATE UNIQUE INDEX staff_roles_name_key ON staff_roles (name);

CREATE TABLE staff_permissions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name varchar(50) NOT NULL,
    display_name varchar(100) NOT NULL,
    description varchar(500) NOT NULL,
    module varchar(50) NOT NULL,
    action varchar(50) NOT NULL
);

CREATE UNIQUE INDEX staff_permissions_name_key ON staff_permissions (name);

CREATE TABLE staff_role_permissions (
    role_id bigint NOT NULL REFERENCES staff_roles ON DELETE CASCADE,
    permission_id bigint NOT NULL REFERENCES staff_permissions ON DELETE CASCADE,
    PRIMARY KEY (role_id, permission_id)
);

CREATE INDEX staff_role_permissions_permission_id_idx ON staff_role_permissions (permission_id);

-- A member of staff may log in once somebody with the right to do so has approved them.
CREATE TABLE staff_profiles (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    first_name varchar(100) NOT NULL,
    last_name varchar(100),
    employee_id varchar(20) NOT NULL,
    department varchar(100),
    role_id bigint REFERENCES staff_roles ON DELETE SET NULL,
    is_active boolean NOT NULL DEFAULT true,
    verified_at timestamptz,
    verified_by bigint REFERENCES staff_profiles ON DELETE SET NULL,
    date_of_leaving date,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX staff_profiles_user_id_key ON staff_profiles (user_id);
CREATE UNIQUE INDEX staff_profiles_employee_id_key ON staff_profiles (lower(employee_id));
CREATE INDEX staff_profiles_role_id_idx ON staff_profiles (role_id);
CREATE INDEX staff_profiles_verified_by_idx ON staff_profiles (verified_by);
CREATE INDEX staff_profiles_created_at_idx ON staff_profiles (created_at DESC, id DESC);

INSERT INTO staff_roles (name, display_name, description, level) VALUES
    ('super_admin', 'Super Administrator', 'Everything, including roles and their permissions', 100),
    ('admin', 'Administrator', 'Everything but roles and their permissions', 90),
    ('manager', 'Manager', 'Runs operations and reports on them', 80),
    ('ops_lead', 'Operations Lead', 'Leads the daily work on bookings, providers and complaints', 70),
    ('ops_staff', 'Operations Staff', 'Works on bookings and complaints', 60),
    ('finance_staff', 'Finance Staff', 'Payments, refunds, settlements and their reports', 60),
    ('quality_staff', 'Quality Assurance', 'Verifies providers and watches quality', 55),
    ('support_staff', 'Support Staff', 'Answers customers and assigns their complaints', 50);

-- Who may do what. The last column names the roles: SA super_admin, AD admin, MG manager, OL ops_lead, OS ops_staff,
-- SU support_staff, FI finance_staff, QA quality_staff.
CREATE TEMPORARY TABLE matrix (name, display_name, description, action, roles) ON COMMIT DROP AS VALUES
    ('users.view', 'View customers', 'See customers and their contact data', 'read', 'SA AD MG OL OS SU'),
    ('users.edit', 'Edit customers', 'Change the data of customers', 'update', 'SA AD'),
    ('users.delete', 'Delete customers', 'Close the accounts of customers', 'delete', 'SA AD'),
    ('bookings.view', 'View bookings', 'See bookings', 'read', 'SA AD MG OL OS SU FI QA'),
    ('bookings.create', 'Create bookings', 'Book for a customer', 'create', 'SA AD'),
    ('bookings.edit', 'Edit bookings', 'Change bookings', 'update', 'SA AD MG OL OS'),
    ('bookings.cancel', 'Cancel bookings', 'Cancel bookings', 'delete', 'SA AD MG OL'),
    ('bookings.assign', 'Assign bookings', 'Give bookings to providers', 'assign', 'SA AD MG OL OS'),
    ('providers.view', 'View providers', 'See providers', 'read', 'SA AD MG OL OS SU QA'),
    ('providers.create', 'Create providers', 'Add providers', 'create', 'SA AD'),
    ('providers.edit', 'Edit providers', 'Change the data of providers', 'update', 'SA AD MG OL QA'),
    ('providers.verify', 'Verify providers', 'Approve providers', 'approve', 'SA AD QA'),
    ('providers.deactivate', 'Deactivate providers', 'Take providers out of service', 'delete', 'SA AD QA'),
    ('complaints.view', 'View complaints', 'See complaints', 'read', 'SA AD MG OL OS SU QA'),
    ('complaints.assign', 'Assign complaints', 'Give complaints to members of staff', 'assign', 'SA AD MG OL OS SU'),
    ('complaints.resolve', 'Resolve complaints', 'Answer and close complaints', 'update', 'SA AD MG OL OS'),
    ('complaints.escalate', 'Escalate complaints', 'Raise complaints to a higher level', 'escalate', 'SA AD MG OL'),
    ('payments.view', 'View payments', 'See payments', 'read', 'SA AD MG OL OS FI'),
    ('payments.refund', 'Refund payments', 'Give money back', 'refund', 'SA AD FI'),
    ('payments.settle', 'Settle payments', 'Pay providers', 'settle', 'SA AD FI'),
    ('analytics.view', 'View analytics', 'See figures and trends', 'read', 'SA AD MG OL FI QA'),
    ('reports.generate', 'Generate reports', 'Make reports', 'create', 'SA AD MG FI'),
    ('reports.export', 'Export reports', 'Take reports out as files', 'export', 'SA AD MG FI'),
    ('staff.view', 'View staff', 'See members of staff', 'read', 'SA AD MG'),
    ('staff.create', 'Create staff', 'Add and approve members of staff', 'create', 'SA AD'),
    ('staff.edit', 'Edit staff', 'Change members of staff and their roles', 'update', 'SA AD'),
    ('staff.delete', 'Delete staff', 'Close the accounts of members of staff', 'delete', 'SA AD'),
    ('roles.manage', 'Manage roles', 'Add and change roles', 'manage', 'SA'),
    ('permissions.manage', 'Manage permissions', 'Change what roles may do', 'manage', 'SA'),
    ('settings.manage', 'Manage settings', 'Change the settings of the product', 'manage', 'SA AD');

INSERT INTO staff_permissions (name, display_name, description, module, action)
SELECT name, display_name, description, split_part(name, '.', 1), action FROM matrix;

INSERT INTO staff_role_permissions (role_id, permission_id)
SELECT roles.id, permissions.id
FROM matrix
CROSS JOIN LATERAL string_to_table(matrix.roles, ' ') AS short (name)
JOIN (
    VALUES ('SA', 'super_admin'), ('AD', 'admin'), ('MG', 'manager'), ('OL', 'ops_lead'), ('OS', 'ops_staff'),
        ('SU', 'support_staff'), ('FI', 'finance_staff'), ('QA', 'quality_staff')
) AS names (short, name) ON names.short = short.name
JOIN staff_roles AS roles ON roles.name = names.name
JOIN staff_permissions AS permissions ON permissions.name = matrix.name;
