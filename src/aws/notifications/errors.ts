import { ServiceException, type ServiceExceptionOptions } from '@smithy/core/client';
import type { ValidationExceptionField, ValidationExceptionReason } from './models.ts';

type ErrorInit = Omit<ServiceExceptionOptions, 'name' | '$fault'>;

const NAMESPACE = 'com.amazonaws.notifications';

/** What every error of the service is; an error that its model does not name is just this, under AWS's own name. */
export class NotificationsServiceException extends ServiceException {
  static override readonly shapeId: string = `smithy.ts.sdk.synthetic.${NAMESPACE}#NotificationsServiceException`;

  constructor(options: ServiceExceptionOptions) {
    super(options);
    Object.setPrototypeOf(this, NotificationsServiceException.prototype);
  }
}

/** HTTP 403: the caller may not do this. */
export class AccessDeniedException extends NotificationsServiceException {
  static override readonly shapeId: string = `${NAMESPACE}#AccessDeniedException`;
  override readonly name = 'AccessDeniedException' as const;
  override readonly $fault = 'client' as const;

  constructor(options: ErrorInit) {
    super({ ...options, name: 'AccessDeniedException', $fault: 'client' });
    Object.setPrototypeOf(this, AccessDeniedException.prototype);
  }
}

/** HTTP 409: the hub's state forbids this, such as deregistering the last active one. */
export class ConflictException extends NotificationsServiceException {
  static override readonly shapeId: string = `${NAMESPACE}#ConflictException`;
  override readonly name = 'ConflictException' as const;
  override readonly $fault = 'client' as const;
  declare resourceId: string | undefined;

  constructor(options: ErrorInit & { readonly resourceId?: string | undefined }) {
    super({ ...options, name: 'ConflictException', $fault: 'client' });
    Object.setPrototypeOf(this, ConflictException.prototype);
    this.resourceId = options.resourceId;
  }
}

/** HTTP 500: the service failed; worth asking again. */
export class InternalServerException extends NotificationsServiceException {
  static override readonly shapeId: string = `${NAMESPACE}#InternalServerException`;
  override readonly name = 'InternalServerException' as const;
  override readonly $fault = 'server' as const;
  override $retryable = {};

  constructor(options: ErrorInit) {
    super({ ...options, name: 'InternalServerException', $fault: 'server' });
    Object.setPrototypeOf(this, InternalServerException.prototype);
  }
}

/** HTTP 404: there is no such hub. */
export class ResourceNotFoundException extends NotificationsServiceException {
  static override readonly shapeId: string = `${NAMESPACE}#ResourceNotFoundException`;
  override readonly name = 'ResourceNotFoundException' as const;
  override readonly $fault = 'client' as const;
  declare resourceId: string | undefined;

  constructor(options: ErrorInit & { readonly resourceId?: string | undefined }) {
    super({ ...options, name: 'ResourceNotFoundException', $fault: 'client' });
    Object.setPrototypeOf(this, ResourceNotFoundException.prototype);
    this.resourceId = options.resourceId;
  }
}

/** HTTP 402: a quota is used up, such as three hubs an account. */
export class ServiceQuotaExceededException extends NotificationsServiceException {
  static override readonly shapeId: string = `${NAMESPACE}#ServiceQuotaExceededException`;
  override readonly name = 'ServiceQuotaExceededException' as const;
  override readonly $fault = 'client' as const;
  declare resourceType: string | undefined;
  declare resourceId: string | undefined;
  declare serviceCode: string | undefined;
  declare quotaCode: string | undefined;

  constructor(
    options: ErrorInit & {
      readonly resourceType?: string | undefined;
      readonly resourceId?: string | undefined;
      readonly serviceCode?: string | undefined;
      readonly quotaCode?: string | undefined;
    },
  ) {
    super({ ...options, name: 'ServiceQuotaExceededException', $fault: 'client' });
    Object.setPrototypeOf(this, ServiceQuotaExceededException.prototype);
    this.resourceType = options.resourceType;
    this.resourceId = options.resourceId;
    this.serviceCode = options.serviceCode;
    this.quotaCode = options.quotaCode;
  }
}

/** HTTP 429: asked too often. */
export class ThrottlingException extends NotificationsServiceException {
  static override readonly shapeId: string = `${NAMESPACE}#ThrottlingException`;
  override readonly name = 'ThrottlingException' as const;
  override readonly $fault = 'client' as const;
  override $retryable = { throttling: true };
  declare serviceCode: string | undefined;
  declare quotaCode: string | undefined;
  /** Seconds to wait, from the `Retry-After` header. */
  declare retryAfterSeconds: number | undefined;

  constructor(
    options: ErrorInit & {
      readonly serviceCode?: string | undefined;
      readonly quotaCode?: string | undefined;
      readonly retryAfterSeconds?: number | undefined;
    },
  ) {
    super({ ...options, name: 'ThrottlingException', $fault: 'client' });
    Object.setPrototypeOf(this, ThrottlingException.prototype);
    this.serviceCode = options.serviceCode;
    this.quotaCode = options.quotaCode;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** HTTP 400: the request is not valid. */
export class ValidationException extends NotificationsServiceException {
  static override readonly shapeId: string = `${NAMESPACE}#ValidationException`;
  override readonly name = 'ValidationException' as const;
  override readonly $fault = 'client' as const;
  declare reason: ValidationExceptionReason | undefined;
  declare fieldList: ValidationExceptionField[] | undefined;

  constructor(
    options: ErrorInit & {
      readonly reason?: ValidationExceptionReason | undefined;
      readonly fieldList?: ValidationExceptionField[] | undefined;
    },
  ) {
    super({ ...options, name: 'ValidationException', $fault: 'client' });
    Object.setPrototypeOf(this, ValidationException.prototype);
    this.reason = options.reason;
    this.fieldList = options.fieldList;
  }
}
